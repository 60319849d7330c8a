using Npgsql;

namespace Julie.Index;

/// <summary>What is asked of the database together with others, in one round trip (<see cref="Sql.AskAsync"/>).</summary>
internal abstract class Statement(string? sql)
{
    /// <summary>What is sent; null where the answer is known without it.</summary>
    public NpgsqlBatchCommand? Command { get; } = sql is null ? null : new(sql);

    public NpgsqlParameterCollection Parameters => (Command ?? throw new InvalidOperationException("nothing is asked")).Parameters;

    /// <summary>Whether the database answers with rows.</summary>
    public virtual bool HasRows => true;

    /// <summary>Reads the answer's rows.</summary>
    public abstract Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken);

    /// <summary>An answer that nothing needs to be asked for.</summary>
    public static Statement<T> Known<T>(T answer) => new(null, (_, _) => Task.FromResult(answer)) { Answer = answer };

    /// <summary>Settings of the transaction, all of them in one statement.</summary>
    public static Statement<bool> Settings(params (string Name, string Value)[] settings) => new(
        $"select {string.Join(", ", settings.Select(setting => $"set_config('{setting.Name}', '{setting.Value}', true)"))}", (_, _) => Task.FromResult(true));
}

/// <summary>Is not asked but done here, with the answers of the statements before it, while the database works on those behind it.</summary>
internal sealed class Meanwhile(Action action) : Statement(null)
{
    public override bool HasRows => false;

    public void Do() => action();

    public override Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A statement that no rows answer: <c>commit</c>.</summary>
internal sealed class RowlessStatement(string sql) : Statement(sql)
{
    public override bool HasRows => false;

    public override Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A statement whose rows say one thing.</summary>
/// <param name="sql">The SQL; null for an answer that is known.</param>
/// <param name="read">Reads all rows.</param>
internal sealed class Statement<T>(string? sql, Func<NpgsqlDataReader, CancellationToken, Task<T>> read) : Statement(sql)
{
    private T? _answer;

    /// <summary>What the rows said, once the statement was asked.</summary>
    public T Answer
    {
        get => _answer!;
        init => _answer = value;
    }

    public override async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) => _answer = await read(reader, cancellationToken);
}
