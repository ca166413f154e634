namespace Loader.Mappings.Functions;

/// <summary>What a function makes of the elements of a list or of the rows of a group.</summary>
public enum Fold
{
    Sum,
    Avg,
    Count,
    Min,
    Max,
    First,
    Last,
    Distinct,
    Sort,
    Join,
    Map,
    Filter,
    Any,
    All,
}
