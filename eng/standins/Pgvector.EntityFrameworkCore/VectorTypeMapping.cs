using Microsoft.EntityFrameworkCore.Storage;

namespace Pgvector.EntityFrameworkCore;

public class VectorTypeMapping : RelationalTypeMapping
{
    public VectorTypeMapping(string storeType, Type clrType, int? size = null)
        : this(new RelationalTypeMappingParameters(
            new CoreTypeMappingParameters(clrType), storeType, StoreTypePostfix.Size, size: size, fixedLength: size is not null))
    {
    }

    protected VectorTypeMapping(RelationalTypeMappingParameters parameters)
        : base(parameters)
    {
    }

    public static VectorTypeMapping Default { get; } = new("vector", typeof(Vector));

    protected override RelationalTypeMapping Clone(RelationalTypeMappingParameters parameters) => new VectorTypeMapping(parameters);
}
