namespace Loader.Parquet.Tests.Fuzz;

/// <summary>Where in a good file a number stands that decides something.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Form">How it is written.</param>
/// <param name="End">The first byte behind the stretch whose length must stay: a page; 0 for the footer, which may grow.</param>
internal sealed record NumberSite(int Offset, int Length, NumberForm Form, int End);

internal enum NumberForm
{
    /// <summary>A Thrift integer.</summary>
    Zigzag,

    /// <summary>A Thrift length, or the head of a run of levels.</summary>
    Varint,

    /// <summary>The count and type of a short Thrift list, or a bit width.</summary>
    Byte,

    /// <summary>The length of a block of levels.</summary>
    Word,
}
