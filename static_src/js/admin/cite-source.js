/**
 * Citing a source in the rich text editor: choose one in Wagtail's modal, get a token for it.
 *
 * Wagtail's editor takes plugins from its globals, before it starts; so this is a plain script.
 */
(() => {
  const { createElement } = window.React;
  const { EditorState, Modifier } = window.DraftJS;
  const { Icon } = window.wagtail.components;
  const CITED = createElement(Icon, { name: "openquote" });
  const WARNING = createElement(Icon, { name: "warning" });
  const MISSING = "missing source";

  class SourceChooser extends window.draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.sourceChooser,
        urlParams: {},
        onload: new window.ChooserModalOnloadHandlerFactory().getOnLoadHandlers(),
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData({ id, short_name: name }) {
      return { id, name };
    }

    /** Puts the token behind what is selected, or in the place of the one that is edited. */
    onChosen(chosen) {
      const { editorState, entity, entityType, onComplete } = this.props;
      const data = this.filterEntityData(chosen);
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "IMMUTABLE", data);
      const key = content.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const end = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const changed = Modifier.replaceText(
        content,
        entity ? selection : end,
        `[${data.name}]`,
        null,
        key,
      );
      this.workflow.close();
      onComplete(EditorState.push(editorState, changed, "insert-characters"));
    }
  }

  const Citation = (props) => {
    const { name } = props.contentState.getEntity(props.entityKey).getData();
    return createElement(
      window.draftail.TooltipEntity,
      { ...props, icon: name ? CITED : WARNING, label: name || MISSING },
      props.children,
    );
  };

  window.draftail.registerPlugin(
    { type: "SOURCE", source: SourceChooser, decorator: Citation },
    "entityTypes",
  );
})();
