using Npgsql;

namespace Julie.Index;

/// <summary>What is asked of the database together with others, in one round trip (<see cref="Sql.AskAsync"/>).</summary>
internal abstract class Statement(NpgsqlBatchCommand? command)
{
    /// <summary>The SQL; null where the answer is known without it.</summary>
    public NpgsqlBatchCommand? Command { get; } = command;

    public NpgsqlParameterCollection Parameters => (Command ?? throw new InvalidOperationException("nothing is asked")).Parameters;

    /// <summary>Reads the answer's rows.</summary>
    public abstract Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken);

    /// <summary>An answer that nothing needs to be asked for.</summary>
    public static Statement<T> Known<T>(T answer) => new((NpgsqlBatchCommand?)null, (_, _) => Task.FromResult(answer)) { Answer = answer };

    /// <summary>Settings of the transaction, all of them in one statement.</summary>
    public static Statement<bool> Settings(params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var calls = new List<string>(settings.Length);
        foreach (var (name, value) in settings)
        {
            calls.Add($"set_config('{name}', '{value}', true)");
        }

        return new($"select {string.Join(", ", calls)}", (_, _) => Task.FromResult(true));
    }
}

/// <summary>A statement whose rows say one thing.</summary>
internal sealed class Statement<T>(NpgsqlBatchCommand? command, Func<NpgsqlDataReader, CancellationToken, Task<T>> read) : Statement(command)
{
    private T? _answer;

    public Statement(string sql, Func<NpgsqlDataReader, CancellationToken, Task<T>> read)
        : this(new NpgsqlBatchCommand(sql), read)
    {
    }

    /// <summary>What the rows said, once the statement was asked.</summary>
    public T Answer
    {
        get => _answer!;
        init => _answer = value;
    }

    public override async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) => _answer = await read(reader, cancellationToken);
}
