using Npgsql.Internal;
using Npgsql.Internal.Postgres;

namespace Pgvector.Npgsql;

public class VectorTypeInfoResolverFactory : PgTypeInfoResolverFactory
{
    public override IPgTypeInfoResolver CreateResolver() => new Resolver(Scalars());

    public override IPgTypeInfoResolver CreateArrayResolver() => new Resolver(Arrays());

    // The extension may live in any schema, so the names are unqualified and match whichever the server reports.
    private static TypeInfoMappingCollection Scalars()
    {
        var mappings = new TypeInfoMappingCollection();
        mappings.AddType<Vector>(
            "vector", static (options, mapping, _) => mapping.CreateInfo(options, new VectorConverter()), isDefault: true);
        mappings.AddType<HalfVector>(
            "halfvec", static (options, mapping, _) => mapping.CreateInfo(options, new HalfvecConverter()), isDefault: true);
        return mappings;
    }

    private static TypeInfoMappingCollection Arrays()
    {
        var mappings = new TypeInfoMappingCollection(Scalars());
        mappings.AddArrayType<Vector>("vector");
        mappings.AddArrayType<HalfVector>("halfvec");
        return mappings;
    }

    private sealed class Resolver(TypeInfoMappingCollection mappings) : IPgTypeInfoResolver
    {
        public PgTypeInfo? GetTypeInfo(Type? type, DataTypeName? dataTypeName, PgSerializerOptions options) =>
            mappings.Find(type, dataTypeName, options);
    }
}
