using System.Data;
using Julie.Index.Segments;
using Julie.Index.Tests.Support;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Julie.Index.Tests;

public sealed class ListReaderTests(IndexDatabase database) : IClassFixture<IndexDatabase>, IAsyncLifetime
{
    private static readonly SegmentKind Kind = SegmentKind.Terms;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await ExecuteAsync(connection, "delete from term_segment");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Lists_OfASegmentThatWasRead_AreNotReadAgain()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await WriteAsync(connection, (10, [7, 9]), (11, [7]));
        using var reader = Reader(megabytes: 1);
        var read = await ReadAsync(reader, connection, 10, 11, 12);

        // Nothing but tests takes rows from a segment: whoever asks the database sees it.
        await ExecuteAsync(connection, "delete from term_posting");

        Assert.Equal([(10u, 7L), (10u, 9L), (11u, 7L)], read);
        Assert.Equal(read, await ReadAsync(reader, connection, 10, 11, 12));
    }

    [Fact]
    public async Task Lists_NothingIsKept_AreReadEachTime()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await WriteAsync(connection, (10, [7]));
        using var reader = Reader(megabytes: 0);
        Assert.Single(await ReadAsync(reader, connection, 10));

        await ExecuteAsync(connection, "delete from term_posting");

        Assert.Empty(await ReadAsync(reader, connection, 10));
    }

    [Fact]
    public async Task Lists_AnotherSegmentComes_AreThoseOfBoth()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await WriteAsync(connection, (10, [7]));
        using var reader = Reader(megabytes: 1);
        await ReadAsync(reader, connection, 10, 11);

        await WriteAsync(connection, (10, [20]), (11, [21]));

        Assert.Equal([(10u, 7L), (10u, 20L), (11u, 21L)], await ReadAsync(reader, connection, 10, 11));
    }

    [Fact]
    public async Task Lists_SegmentsAreMergedAway_AreThoseOfTheMerged()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        for (var item = 1; item <= 8; item++)
        {
            await WriteAsync(connection, (10, [item]));
        }

        using var reader = Reader(megabytes: 1);
        var before = await SegmentsAsync(connection);
        var read = await ReadAsync(reader, connection, 10);

        Assert.True(await new SegmentMerger(connection, Kind).MergeAsync(Token));

        Assert.Equal(8, before.Count);
        Assert.Single(await SegmentsAsync(connection));
        Assert.Equal(read, await ReadAsync(reader, connection, 10));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (10u, (long)i)), read);
    }

    [Fact]
    public async Task Lists_OfAnOlderSnapshot_AreThoseThatItSees()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var older = await database.DataSource.OpenConnectionAsync(Token);
        for (var item = 1; item <= 8; item++)
        {
            await WriteAsync(connection, (10, [item]));
        }

        using var reader = Reader(megabytes: 1);
        await using var transaction = await older.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
        var read = await ReadAsync(reader, older, 10);
        await new SegmentMerger(connection, Kind).MergeAsync(Token);
        await WriteAsync(connection, (10, [40]));

        Assert.Equal([.. read, (10u, 40L)], await ReadAsync(reader, connection, 10));
        Assert.Equal(read, await ReadAsync(reader, older, 10));
        Assert.Equal([.. read, (10u, 40L)], await ReadAsync(reader, connection, 10));
    }

    [Fact]
    public async Task Lists_ARestoredDatabaseGivesAKeyAgain_AreThoseOfItsSegment()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await WriteAsync(connection, (10, [7]));
        using var reader = Reader(megabytes: 1);
        await ReadAsync(reader, connection, 10);
        var key = (await SegmentsAsync(connection)).Single().Id;

        await WriteAsync(connection, (10, [30]));
        await ExecuteAsync(connection, $"delete from term_segment where id = {key}; insert into term_segment (id, items) overriding system value values ({key}, 1); update term_posting set segment_id = {key}; delete from term_segment where id <> {key}");

        Assert.Equal([(10u, 30L)], await ReadAsync(reader, connection, 10));
    }

    private static ListReader Reader(int megabytes) => new(Options.Create(new ListCacheOptions { CachedPostingsMegabytes = megabytes }));

    private static async Task<IReadOnlyList<Segment>> SegmentsAsync(NpgsqlConnection connection) => await connection.AskAsync(ListReader.Segments(Kind), Token);

    private static async Task<List<(uint Key, long Item)>> ReadAsync(ListReader reader, NpgsqlConnection connection, params uint[] keys)
    {
        var found = new List<(uint, long)>();
        var segments = await SegmentsAsync(connection);
        await connection.AskAsync(
            reader.Lists(Kind, segments, keys, (key, list) =>
            {
                var item = 0L;
                for (var at = 0; at < list.Length; at++)
                {
                    item += (long)Postings.Number(list.Span, ref at);
                    found.Add((key, item));
                }
            }),
            Token);
        return [.. found.Order()];
    }

    /// <summary>A segment of these lists.</summary>
    private static async Task WriteAsync(NpgsqlConnection connection, params (uint Key, long[] Items)[] lists)
    {
        var writer = new SegmentWriter(connection, Kind);
        var segment = await writer.CreateAsync(1, Token);
        await writer.AddAsync(
            segment,
            lists.GroupBy(l => Kind.BucketOf(l.Key)).Select(bucket =>
            {
                using var bytes = new MemoryStream();
                var before = 0u;
                foreach (var (key, items) in bucket.OrderBy(l => l.Key))
                {
                    Postings.Add(bytes, Kind.Weighted, before, key, [.. items.Select(item => new Posting(item, 1))]);
                    before = key;
                }

                return (bucket.Key, (ReadOnlyMemory<byte>)bytes.ToArray());
            }),
            Token);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
