namespace Loader.Parquet.Encodings;

/// <summary>Gives the values of one page in order, a portion at a time.</summary>
internal abstract class ValueDecoder<T>
{
    /// <summary>Reads exactly as many values as there is room for, or fails.</summary>
    public abstract void Read(Span<T> values);
}
