using Loader.Parquet.Metadata;

namespace Loader.Parquet.Assembly;

/// <summary>Words for pages that cannot be decoded.</summary>
internal static class Refusals
{
    public static ParquetException NoDictionary() => ParquetException.Damaged("a dictionary-encoded page, but the chunk has no dictionary");

    public static ParquetException Encoding(Encoding encoding, string type) => Enum.IsDefined(encoding)
        ? ParquetException.Unsupported($"encoding {encoding} for values of type {type}")
        : ParquetException.Damaged($"the unknown encoding {(int)encoding}");
}
