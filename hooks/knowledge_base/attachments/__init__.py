"""Files beside entries: pictures and documents, read, inspected and written anew."""
