namespace Julie.Bench.Search;

/// <summary>Bytes a passage on disk.</summary>
internal static class SizeReport
{
    public static async Task<int> RunAsync()
    {
        await using var system = await RunningSystem.ConnectAsync();
        var passages = await system.ScalarAsync<long>("select count(*) from passage");
        Console.WriteLine($"{passages:N0} passages");
        Console.WriteLine("| table or index | MB | bytes a passage |");
        Console.WriteLine("|---|---|---|");
        await using var command = system.Index.CreateCommand(
            """
            select name, bytes from (
              select c.relname::text as name, pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0) as bytes
              from pg_class c where c.relkind in ('r', 'i') and c.relnamespace = 'public'::regnamespace) s
            where bytes > 8 * 1024 * 1024
            union all select 'the whole database', pg_database_size(current_database())
            order by bytes desc
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var bytes = reader.GetInt64(1);
            Console.WriteLine($"| {reader.GetString(0)} | {bytes / 1e6:N0} | {(double)bytes / passages:N0} |");
        }

        return 0;
    }
}
