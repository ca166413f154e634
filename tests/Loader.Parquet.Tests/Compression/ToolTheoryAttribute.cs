namespace Loader.Parquet.Tests.Compression;

/// <summary>A theory that needs a tool of the system, and says so where it is missing.</summary>
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(string tool)
    {
        ToolName = tool;
        if (!Tool.IsThere(tool)) Skip = $"the {tool} tool is not installed";
    }

    public string ToolName { get; }
}
