namespace Loader.Parquet.Tests.Making;

/// <summary>A column of a table that <see cref="TableWriter"/> writes. Every column is optional.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its cells are.</param>
internal sealed record TableColumn(string Name, TableType Type)
{
    /// <summary>What the items of a list have.</summary>
    public IReadOnlyList<TableColumn> Items { get; init; } = [];

    /// <summary>A list of objects; its cells are arrays of arrays, one for each item.</summary>
    public static TableColumn List(string name, params IReadOnlyList<TableColumn> items) => new(name, TableType.List) { Items = items };
}

/// <summary>What the cells of a column are, and the type of .NET that they are given as.</summary>
internal enum TableType
{
    /// <summary>UTF-8, from string.</summary>
    Text,

    /// <summary>INT64, from long.</summary>
    Integer,

    /// <summary>INT64 with two digits behind the point, from decimal.</summary>
    Money,

    /// <summary>INT64 microseconds in UTC, from DateTime.</summary>
    Time,

    /// <summary>DOUBLE, from double.</summary>
    Float,

    /// <summary>A list of groups, from object?[][].</summary>
    List,
}
