namespace Julie.Cli.Eval.Own;

/// <summary>A definition with what its author says about it. Lines count from 0.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">The first sentence of its documentation.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="FirstDocumentationLine">Where its documentation begins.</param>
/// <param name="LastDocumentationLine">And ends.</param>
internal sealed record DocumentedFunction(string Name, string Summary, int Line, int FirstDocumentationLine, int LastDocumentationLine);
