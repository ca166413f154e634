namespace Loader.Sources;

/// <summary>A source that knows how many rows it has before it reads them.</summary>
internal interface IHasRowCount
{
    long Rows { get; }
}
