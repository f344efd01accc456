/**
 * A post as plain text.
 *
 * Each section type has its case, and the compiler holds us to it: when the site gets a new type,
 * the types that are generated from its description no longer fit `never`, and `tsc` stops here.
 */

import type { Post, Schemas, Section } from "./client.js";

type Link = Schemas["CallToAction"]["links"][number];
type Cell = Schemas["ComparisonRow"]["cells"][number];

export function postAsText(post: Post): string {
  const byline = [post.author, post.reviewer]
    .filter((person) => person !== null)
    .map((person) => joined(", ", person.name, person.credentials));
  return paragraphs(
    post.title,
    joined(" · ", ...byline, post.first_published_at.slice(0, 10)),
    post.summary,
    ...post.sections.map(sectionAsText),
    ...post.sources.map(sourceAsText),
  );
}

export function sectionAsText(section: Section): string {
  switch (section.type) {
    case "introduction":
    case "inset":
      return plain(section.value.text);
    case "text":
      return paragraphs(section.value.heading, plain(section.value.text));
    case "science": {
      const { heading, text, figure, key_terms } = section.value;
      const terms = key_terms.map(({ term, definition }) => `${term}: ${plain(definition)}`);
      return paragraphs(heading, plain(text), figureAsText(figure), ...terms);
    }
    case "key_question": {
      const { question, short_answer, long_answer } = section.value;
      return paragraphs(question, plain(short_answer), plain(long_answer));
    }
    case "risks": {
      const { heading, introduction, risks } = section.value;
      return paragraphs(heading, plain(introduction), ...risks.map(riskAsText));
    }
    case "questions_to_ask": {
      const { heading, introduction, questions } = section.value;
      const asked = questions.map(({ question, reason }) =>
        joined(" ", `- ${question}`, plain(reason)),
      );
      return paragraphs(heading, introduction, ...asked);
    }
    case "comparison":
      return comparisonAsText(section.value);
    case "combined_treatments": {
      const { heading, text, treatments } = section.value;
      return paragraphs(heading, plain(text), plain(treatments));
    }
    case "image":
      return figureAsText(section.value);
    case "gallery":
      return paragraphs(section.value.heading, ...section.value.images.map(figureAsText));
    case "video": {
      const { heading, url, transcript } = section.value;
      return paragraphs(heading, url, plain(transcript));
    }
    case "warning_callout": {
      const { level, heading, text } = section.value;
      return paragraphs(`${level.toUpperCase()}: ${heading}`, plain(text));
    }
    case "quote": {
      const { quote, speaker, source, source_url } = section.value;
      return paragraphs(`“${quote}”`, joined(", ", speaker, source, source_url));
    }
    case "outlook": {
      const { heading, text, open_questions } = section.value;
      return paragraphs(heading, plain(text), plain(open_questions));
    }
    case "frequently_asked_questions": {
      const { heading, questions } = section.value;
      const answered = questions.map(({ question, answer }) => paragraphs(question, plain(answer)));
      return paragraphs(heading, ...answered);
    }
    case "call_to_action": {
      const { heading, text, links } = section.value;
      return paragraphs(heading, plain(text), ...links.map(linkAsText));
    }
    default:
      return unknownSection(section);
  }
}

/** A withdrawn source is named as such: who shows a post should not hide it. */
function sourceAsText(source: Schemas["Source"]): string {
  const { number, authors, title, publication, year, url, withdrawn } = source;
  const mark = number === null ? "Further reading:" : `[${number}]`;
  const warning = withdrawn === null ? "" : `Withdrawn on ${withdrawn.on} (${withdrawn.reason})`;
  return joined(" ", mark, joined(". ", warning, `${authors} (${year})`, title, publication, url));
}

/** The site may be newer than this client: what is not known is left out, not a crash. */
function unknownSection(section: never): string {
  void section;
  return "";
}

function riskAsText(risk: Schemas["Risk"]): string {
  return paragraphs(
    `${risk.term} (${risk.severity}, ${risk.likelihood_supervised} under supervision)`,
    plain(risk.definition),
    plain(risk.likelihood_note),
    plain(risk.lowered_by),
  );
}

function comparisonAsText(comparison: Schemas["Comparison"]): string {
  const rows = comparison.rows.flatMap(({ attribute, cells }) => [
    attribute,
    ...comparison.treatments.map(({ name }, index) => {
      const cell = cells[index];
      return `- ${name}: ${cell ? cellAsText(cell) : ""}`;
    }),
  ]);
  const { heading, introduction, caption } = comparison;
  return paragraphs(heading, introduction, caption, rows.join("\n"));
}

function cellAsText(cell: Cell): string {
  switch (cell.type) {
    case "text":
      return plain(cell.value);
    case "answer":
      return joined(", ", cell.value.answer, cell.value.note);
    case "figure":
      return joined(", ", joined(" ", `${cell.value.number}`, cell.value.unit), cell.value.note);
    default:
      return unknownSection(cell);
  }
}

/** A link to what is not public has no address, and only its words are left. */
function linkAsText({ value: { text, href } }: Link): string {
  return href ? `${text}: ${href}` : text;
}

function figureAsText({ image, caption, source }: Schemas["Figure"]): string {
  if (image === null) {
    return "";
  }
  return paragraphs(image.decorative ? "" : `[Image: ${image.alt}]`, plain(caption), source);
}

function plain(text: Schemas["RichText"]): string {
  if (text.text === undefined) {
    throw new TypeError("This post has no plain text. Fetch it with formats=text.");
  }
  return text.text;
}

function paragraphs(...parts: string[]): string {
  return joined("\n\n", ...parts);
}

function joined(separator: string, ...parts: string[]): string {
  return parts.filter((part) => part !== "").join(separator);
}
