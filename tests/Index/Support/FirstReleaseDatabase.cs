using System.Globalization;
using Julie.Index.Schema;

namespace Julie.Index.Tests.Support;

/// <summary>The database of an installation that began with the first schema, upgraded to the schema of now: one repository of one file, one of whose two passages has its vector.</summary>
public sealed class FirstReleaseDatabase(PostgresServer server) : IndexDatabase(server)
{
    /// <summary>What the passage with the vector says.</summary>
    public const string Embedded = "def first_release():\n  kept";

    protected override async Task FillAsync()
    {
        var (version, name) = SchemaFiles.List()[0];
        await using (var schema = DataSource.CreateCommand(
            $"""
            create table schema_version (version bigint primary key, name text not null, applied_at timestamptz not null default now());
            insert into schema_version (version, name) values ({version}, '{name}');
            {SchemaFiles.Read(name)}
            """))
        {
            await schema.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var vector = string.Join(',', TestVector.Of(Embedded).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        await using var rows = DataSource.CreateCommand(
            $"""
            insert into repository (host, host_id, url, name, object_format, passages) values ('test.example', 'first', 'https://test.example/first', 'first', 'sha1', 3);
            insert into ref (repository_id, name, is_default, applied_commit, applied_at, head_seen) values (1, 'refs/heads/main', true, 'abcd', now(), 'abcd');
            insert into sync_run (ref_id, lane, state, commit_id, files, finished_at) values (1, 1, 'applied', 'abcd', 1, now());
            insert into hook (name, host, kind, secret_reference) values ('hook', 'test.example', 'github', 'a file');
            insert into delivery (hook_id, delivery_id, event) values (1, 'one', 'push');
            insert into api_key (name, sha256, scopes) values ('ci', sha256('one'), '{"{search,webhooks}"}'), ('ci', sha256('two'), '{"{ingest}"}');
            insert into access_grant (api_key_id, repository_pattern) values (1, 'first');

            insert into blob (object_format, object_id, size) values ('sha1', decode(repeat('ab', 20), 'hex'), 60);
            insert into chunking (version, tokenizer, target_tokens, limit_tokens) values (1, 'test', 250, 480);
            insert into chunked_blob (blob_id, language, chunking_id) values (1, 'python', 1);
            insert into passage (sha256, scope, body, terms, length) values
              (sha256('a'), 'python first_release', '{Embedded}', '''def'':2 ''first'':1A,3 ''kept'':4 ''release'':1A,3', 6),
              (sha256('b'), 'python waits', E'def waits():\n  still', '''def'':2 ''still'':4 ''waits'':1A,3', 4),
              (sha256('c'), 'python gone', E'def gone():\n  twice', '''def'':2 ''gone'':1A,3 ''twice'':4', 4);
            insert into term (term, passages) values ('def', 3), ('first', 1), ('kept', 1), ('release', 1), ('still', 1), ('waits', 1), ('gone', 1), ('twice', 1);
            update corpus set passages = 3, length = 14;
            insert into chunk (chunked_blob_id, ordinal, start_byte, end_byte, start_line, end_line, symbol, kind, tokens, passage_id) values
              (1, 0, 0, 30, 1, 2, 'first_release', 'function', 9, 1), (1, 1, 31, 50, 4, 5, 'waits', 'function', 6, 2);
            insert into symbol (chunked_blob_id, name, kind, line, end_line) values (1, 'first_release', 'function', 1, 2), (1, 'waits', 'function', 4, 5);
            insert into tree_entry (ref_id, path, mode, blob_id, size, language, flags, state) values (1, 'first.py', 33188, 1, 60, 'python', 0, 'indexed');
            -- The third stands for no chunk: counts that were wrong before.
            insert into passage_repository (passage_id, repository_id, refcount) values (1, 1, 1), (2, 1, 1), (3, 1, 1);

            insert into space (key, model, dimensions, chunking_id, state, manifest) values
              (sha256('test space'), 'test space', {TestIndex.Dimensions}, 1, 'active', '{"{}"}'), (sha256('before'), 'before', 4, 1, 'retired', '{"{}"}');
            create table space_1 (passage_id bigint primary key references passage on delete restrict, embedding halfvec({TestIndex.Dimensions}) not null);
            create table space_2 (passage_id bigint primary key references passage on delete restrict, embedding halfvec(4) not null);
            insert into space_1 values (1, '[{vector}]');
            insert into space_2 values (1, '[1,2,3,4]'), (2, '[1,2,3,4]');
            insert into embed_work (space_id, passage_id, lane) values (1, 2, 2);
            """);
        await rows.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
