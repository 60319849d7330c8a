using System.Text.Json;
using Npgsql;

namespace Julie.Bench.Search;

/// <summary>What is asked: questions from a file, and as many names of symbols of the index.</summary>
internal static class Queries
{
    public static async Task<IReadOnlyList<string>> ReadAsync(string file, NpgsqlDataSource index)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var questions = document.RootElement.EnumerateArray().Select(q => q.GetProperty("query").GetString()!).ToArray();

        // md5: an order that is arbitrary and the same every time
        await using var command = index.CreateCommand(
            "select name from (select distinct name from symbol where name ~ '^[A-Za-z_][A-Za-z0-9_]{5,}$') s order by md5(name) limit @count");
        command.Parameters.AddWithValue("count", questions.Length);
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<string>();
        foreach (var question in questions)
        {
            all.Add(question);
            if (await reader.ReadAsync())
            {
                all.Add(reader.GetString(0));
            }
        }

        return all;
    }
}
