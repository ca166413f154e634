namespace Loader.Mappings.Functions.Times;

/// <summary>A date and time of day as a text says it, with the offset from UTC where the text says that too.</summary>
internal struct ReadTime
{
    /// <summary>Days since 1970-01-01.</summary>
    public int Days;

    public int SecondOfDay;

    public int Nanoseconds;

    /// <summary>Seconds east of UTC; null when the text does not say.</summary>
    public int? Offset;

    /// <summary>Seconds since 1970-01-01T00:00:00 on the clock of wherever the text was written.</summary>
    public readonly long LocalSeconds => (Days * 86_400L) + SecondOfDay;
}
