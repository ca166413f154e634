namespace Loader.Parquet.Metadata;

/// <summary>What a page holds; parquet.thrift, PageType.</summary>
internal enum PageType
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
