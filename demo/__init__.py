"""The demo content: true, cited posts with pictures drawn by the project itself."""
