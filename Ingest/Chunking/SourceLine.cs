namespace Julie.Ingest.Chunking;

/// <summary>A line of a source.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">After the last that is not white space.</param>
/// <param name="Indent">Columns before the first character, tabs to multiples of 4; of a blank line 0.</param>
/// <param name="Blank">Nothing but white space.</param>
/// <param name="Comment">Nothing but comments.</param>
/// <param name="Inside">Begins within a string or a block comment.</param>
internal readonly record struct SourceLine(int Start, int End, int Indent, bool Blank, bool Comment, bool Inside);
