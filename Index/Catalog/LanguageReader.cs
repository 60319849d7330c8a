using Julie.Contracts.Api;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>Which languages the index holds code in.</summary>
public sealed class LanguageReader(NpgsqlDataSource dataSource)
{
    /// <summary>Languages of the indexed files that a search without <c>ref:</c> looks at, of most files first.</summary>
    public async Task<IReadOnlyList<IndexedLanguage>> ReadAsync(ReadableRepositories readable, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select t.language, count(*)
            from ref r join tree_entry t on t.ref_id = r.id and t.state = 'indexed'
            where r.is_default
              -- SECURITY: neither a language nor a number says anything of other repositories (law 4)
              and (@all or r.repository_id = any(@readable))
            group by t.language order by count(*) desc, t.language
            """);
        command.Parameters.AddReadable(readable);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var languages = new List<IndexedLanguage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            languages.Add(new(reader.GetString(0), reader.GetInt64(1)));
        }

        return languages;
    }
}
