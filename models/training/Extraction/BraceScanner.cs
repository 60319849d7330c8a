namespace Julie.Training.Extraction;

/// <summary>Follows braces line by line, past strings and comments.</summary>
internal sealed class BraceScanner(string language)
{
    private readonly bool singleQuotes = language is "javascript" or "typescript" or "php";
    private readonly bool backticks = language is "javascript" or "typescript" or "go";
    private int round;
    private int curly;
    private char quote;
    private bool comment;

    public enum State
    {
        /// <summary>No brace yet.</summary>
        Before,

        /// <summary>Inside the body.</summary>
        Open,

        /// <summary>The body's last brace was on this line.</summary>
        Closed,

        /// <summary>The declaration ended without a body.</summary>
        Ended,
    }

    public State Read(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            var next = i + 1 < line.Length ? line[i + 1] : '\0';
            if (comment)
            {
                (comment, i) = c == '*' && next == '/' ? (false, i + 1) : (true, i);
            }
            else if (quote != '\0')
            {
                if (c == '\\' && quote != '`')
                {
                    i++;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }
            }
            else if (c == '/' && next == '/')
            {
                break;
            }
            else if (c == '/' && next == '*')
            {
                (comment, i) = (true, i + 1);
            }
            else if (c == '"' || (c == '\'' && singleQuotes) || (c == '`' && backticks))
            {
                quote = c;
            }
            else if (c == '\'')
            {
                i = AfterCharacter(line, i);
            }
            else if (c is '(' or '[')
            {
                round++;
            }
            else if (c is ')' or ']')
            {
                round--;
            }
            else if (c == '{' && (round <= 0 || curly > 0))
            {
                curly++;
            }
            else if (c == '}' && curly > 0 && --curly == 0)
            {
                return State.Closed;
            }
            else if (c == ';' && curly == 0 && round <= 0)
            {
                return State.Ended;
            }
        }

        if (quote != '`')
        {
            quote = '\0'; // a quote that the line does not close was none
        }

        return curly > 0 ? State.Open : State.Before;
    }

    /// <summary>A character literal, or a lifetime of Rust, which has no second quote.</summary>
    private static int AfterCharacter(string line, int quote)
    {
        var end = quote + 1 < line.Length && line[quote + 1] == '\\' ? line.IndexOf('\'', quote + 3 <= line.Length ? quote + 3 : line.Length) : quote + 2;
        return end > quote && end < line.Length && line[end] == '\'' ? end : quote;
    }
}
