namespace Julie.Embedding.Manifest;

/// <summary>A model's file is missing or is not what its manifest says. The message names the file and how to mend it.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="file">The file at fault.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="remedy">The command that mends it.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public ModelFileException(string file, string problem, string remedy, Exception? inner = null)
        : base($"{file}: {problem}. {remedy}", inner)
    {
        File = file;
        Remedy = remedy;
    }

    /// <summary>The file at fault.</summary>
    public string File { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
