namespace Loader.Sources.BigQuery;

/// <summary>A table: <c>project.dataset.table</c>.</summary>
internal sealed record TableReference(string Project, string Dataset, string Table)
{
    /// <summary>As the Storage Read API names it.</summary>
    public string Path => $"projects/{Project}/datasets/{Dataset}/tables/{Table}";

    /// <summary>
    /// Reads <c>project.dataset.table</c>, or <c>dataset.table</c> of the project that is billed; null when it is neither. Projects of a domain have a
    /// colon: <c>example.com:shop</c>.
    /// </summary>
    public static TableReference? Read(string text, string project)
    {
        text = text.Trim('`');
        var table = text.LastIndexOf('.');
        if (table <= 0 || table == text.Length - 1) return null;
        var dataset = text.LastIndexOf('.', table - 1);
        if (dataset < 0 || text[..dataset].EndsWith(':'))
        {
            return text.Contains(':', StringComparison.Ordinal) ? null : new(project, text[..table], text[(table + 1)..]);
        }

        return dataset == 0 || dataset == table - 1 ? null : new(text[..dataset], text[(dataset + 1)..table], text[(table + 1)..]);
    }

    /// <summary>For people, and for a query between backticks.</summary>
    public override string ToString() => $"{Project}.{Dataset}.{Table}";
}
