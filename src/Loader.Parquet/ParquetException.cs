namespace Loader.Parquet;

/// <summary>
/// The one way in which reading a Parquet file fails, whatever the bytes are: says what is wrong and where. Faults of the machine
/// (a file that does not exist, a disk error) stay the exceptions that the runtime throws for them.
/// </summary>
public sealed class ParquetException : Exception
{
    public ParquetException()
        : this(ParquetTrouble.Damaged, "The file cannot be read.")
    {
    }

    public ParquetException(string message)
        : this(ParquetTrouble.Damaged, message)
    {
    }

    public ParquetException(string message, Exception innerException)
        : this(ParquetTrouble.Damaged, message, innerException)
    {
    }

    private ParquetException(ParquetTrouble trouble, string reason, Exception? inner = null, ParquetPlace? place = null)
        : base(place is null ? reason : $"{place}: {reason}", inner)
    {
        Trouble = trouble;
        Reason = reason;
        Place = place;
    }

    /// <summary>Damaged, unsupported, or too large.</summary>
    public ParquetTrouble Trouble { get; }

    /// <summary>What is wrong, without the place; <see cref="Exception.Message"/> has both.</summary>
    public string Reason { get; }

    /// <summary>File, row group, column, page and offset, as far as they apply.</summary>
    public ParquetPlace? Place { get; }

    /// <summary>The bytes at hand ended before the structure did; with more bytes it might be whole.</summary>
    internal bool IsCutOff { get; private init; }

    internal static ParquetException Damaged(string reason, Exception? inner = null) => new(ParquetTrouble.Damaged, reason, inner);

    internal static ParquetException CutOff(string reason) => new(ParquetTrouble.Damaged, reason) { IsCutOff = true };

    internal static ParquetException Unsupported(string reason) => new(ParquetTrouble.Unsupported, reason);

    internal static ParquetException OverLimit(string reason) => new(ParquetTrouble.OverLimit, reason);

    /// <summary>The same trouble, with the place that the decoder which found it could not know.</summary>
    internal ParquetException At(ParquetPlace place) => new(Trouble, Reason, InnerException, place);
}
