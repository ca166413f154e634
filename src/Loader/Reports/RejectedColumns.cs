namespace Loader.Reports;

/// <summary>The columns that a rejected file has more than its source. Loading it again ignores them.</summary>
internal static class RejectedColumns
{
    public const string Row = "_row";
    public const string Code = "_code";
    public const string Reason = "_reason";
    public const string Field = "_field";

    public static readonly IReadOnlyList<string> All = [Row, Code, Reason, Field];
}
