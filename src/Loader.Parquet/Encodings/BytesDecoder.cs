namespace Loader.Parquet.Encodings;

/// <summary>Gives the byte arrays of one page in order, a portion at a time.</summary>
internal abstract class BytesDecoder
{
    /// <summary>About how many bytes a value takes, so that portions can be kept small where values are large.</summary>
    public abstract long BytesPerValue { get; }

    /// <summary>Whether the values lie in the dictionary's buffer.</summary>
    public virtual bool SharesDictionary => false;

    /// <summary>Reads exactly <paramref name="count"/> values to the places from <paramref name="at"/> on, or fails.</summary>
    public abstract void Read(BytesBuilder target, int at, int count);
}
