using Microsoft.EntityFrameworkCore.Storage;

namespace Pgvector.EntityFrameworkCore;

public class VectorTypeMappingSourcePlugin : IRelationalTypeMappingSourcePlugin
{
    private static readonly (string Name, Type Type)[] s_types = [("vector", typeof(Vector)), ("halfvec", typeof(HalfVector))];

    public RelationalTypeMapping? FindMapping(in RelationalTypeMappingInfo mappingInfo)
    {
        var (clrType, storeType) = (mappingInfo.ClrType, mappingInfo.StoreTypeNameBase ?? mappingInfo.StoreTypeName);
        foreach (var (name, type) in s_types)
        {
            if (clrType is null ? storeType == name : clrType == type)
            {
                return new VectorTypeMapping(mappingInfo.StoreTypeName ?? name, type, mappingInfo.Size);
            }
        }

        return null;
    }
}
