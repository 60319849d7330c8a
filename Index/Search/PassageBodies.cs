namespace Julie.Index.Search;

/// <summary>Texts of passages that were found.</summary>
internal static class PassageBodies
{
    public static Statement<Dictionary<long, string>> Of(long[] ids)
    {
        var statement = new Statement<Dictionary<long, string>>("select id, body from passage where id = any(@ids)", async (reader, token) =>
        {
            var bodies = new Dictionary<long, string>(ids.Length);
            while (await reader.ReadAsync(token))
            {
                bodies[reader.GetInt64(0)] = reader.GetString(1);
            }

            return bodies;
        });
        statement.Parameters.AddWithValue("ids", ids);
        return statement;
    }
}
