using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Julie.Index.Search.Symbols;
using Julie.Index.Search.Texts;
using Julie.QueryApi.Query;

namespace Julie.QueryApi.Search;

/// <summary>
/// Where the next page begins. Of a ranked search it is what was seen: the next page ranks anew and leaves that out, so whatever is indexed between two pages,
/// nothing comes twice and nothing is lost. In an order of names it is the last name.
/// </summary>
internal sealed record SearchCursor
{
    private const byte Version = 1;

    public IReadOnlySet<long> Seen { get; init; } = new HashSet<long>();

    public TextFileKey? File { get; init; }

    public SymbolKey? Symbol { get; init; }

    /// <summary>Bound to the query: the cursor of another one is refused.</summary>
    public string Write(ParsedQuery query)
    {
        using MemoryStream bytes = new();
        using (BinaryWriter writer = new(bytes, Encoding.UTF8))
        {
            writer.Write(Version);
            writer.Write(Hash(query));
            writer.Write((byte)query.Mode);
            if (File is { } file)
            {
                Write(writer, file.Flags, file.Repository, file.Path, file.Ref);
            }
            else if (Symbol is { } symbol)
            {
                writer.Write7BitEncodedInt(symbol.Rank);
                Write(writer, symbol.Flags, symbol.Repository, symbol.Path, symbol.Ref);
                writer.Write7BitEncodedInt(symbol.Line);
                writer.Write(symbol.Name);
            }
            else
            {
                writer.Write7BitEncodedInt(Seen.Count);
                long last = 0;
                foreach (long id in Seen.Order())
                {
                    writer.Write7BitEncodedInt64(id - last);
                    last = id;
                }
            }
        }

        return Base64Url.EncodeToString(bytes.ToArray());
    }

    /// <summary>Null for what is no cursor of this query.</summary>
    public static SearchCursor? Read(string text, ParsedQuery query)
    {
        try
        {
            using BinaryReader reader = new(new MemoryStream(Base64Url.DecodeFromChars(text)), new UTF8Encoding(false, true));
            if (reader.ReadByte() != Version || reader.ReadUInt32() != Hash(query) || reader.ReadByte() != (byte)query.Mode)
            {
                return null;
            }

            return query.Mode switch
            {
                QueryMode.Regex => new SearchCursor { File = ReadFile(reader) },
                QueryMode.Symbol => new SearchCursor { Symbol = ReadSymbol(reader) },
                _ => new SearchCursor { Seen = ReadSeen(reader) },
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IOException or OverflowException)
        {
            return null;
        }
    }

    private static uint Hash(ParsedQuery query) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(QueryPrinter.Print(query.Tree) + "\n" + string.Join('\n', query.Filters.Refs))));

    private static void Write(BinaryWriter writer, int flags, string repository, string path, string name)
    {
        writer.Write7BitEncodedInt(flags);
        writer.Write(repository);
        writer.Write(path);
        writer.Write(name);
    }

    private static TextFileKey ReadFile(BinaryReader reader) => new(reader.Read7BitEncodedInt(), Text(reader), Text(reader), Text(reader));

    private static SymbolKey ReadSymbol(BinaryReader reader) =>
        new(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), Text(reader), Text(reader), Text(reader), reader.Read7BitEncodedInt(), Text(reader));

    // Postgres takes no NUL.
    private static string Text(BinaryReader reader) => reader.ReadString() is var text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw new FormatException();

    private static HashSet<long> ReadSeen(BinaryReader reader)
    {
        HashSet<long> seen = [];
        long last = 0;
        for (int count = Math.Min(reader.Read7BitEncodedInt(), Index.Search.SearchEngine.MaxLimit); count > 0; count--)
        {
            seen.Add(last += reader.Read7BitEncodedInt64());
        }

        return seen;
    }
}
