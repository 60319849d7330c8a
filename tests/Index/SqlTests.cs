using Julie.Index.Tests.Support;

namespace Julie.Index.Tests;

public sealed class SqlTests(IndexDatabase database) : IClassFixture<IndexDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_GivenUpWhileItIsAsked_IsAnsweredAndTheNextIsNotAsked()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        givenUp.CancelAfter(TimeSpan.FromMilliseconds(50));

        Assert.Equal(7, await connection.AskAsync(Number("select 7 from pg_sleep(0.5)"), givenUp.Token));
        await Assert.ThrowsAsync<OperationCanceledException>(() => connection.AskAsync(Number("select 7"), givenUp.Token));
        Assert.Equal(8, await connection.AskAsync(Number("select 8"), Token));

        static Statement<int> Number(string sql) => new(sql, async (reader, token) => await reader.ReadAsync(token) ? reader.GetInt32(0) : 0);
    }
}
