namespace Loader.Mappings.Findings;

/// <summary>
/// One kind of finding: its stable id ("MAP012"), how bad it is, one line saying what it means, and the longer
/// text that <c>loader explain CODE</c> prints.
/// </summary>
/// <remarks>Each room lists its own codes in one file (<c>…Codes.cs</c>); an id is never reused for another meaning.</remarks>
public sealed record FindingCode(string Id, Severity Severity, string Title, string Help)
{
    public override string ToString() => Id;
}
