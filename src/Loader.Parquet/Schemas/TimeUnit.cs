namespace Loader.Parquet.Schemas;

/// <summary>What a stored time counts.</summary>
public enum TimeUnit
{
    Milliseconds,
    Microseconds,
    Nanoseconds,
}
