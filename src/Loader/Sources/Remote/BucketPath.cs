using System.Text;
using System.Text.RegularExpressions;

namespace Loader.Sources.Remote;

/// <summary>
/// <c>s3://bucket/exports/2026-*/purchases_*.csv</c>: a bucket, and a key, a prefix that ends with a slash, or a pattern, in which <c>*</c> and <c>?</c> stop
/// at slashes and <c>**</c> does not.
/// </summary>
internal sealed class BucketPath
{
    private readonly string scheme;
    private readonly Regex? pattern;

    /// <exception cref="FormatException">It names no bucket.</exception>
    public BucketPath(string path)
    {
        var start = path.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = path.IndexOf('/', start);
        scheme = path[..start];
        Bucket = slash < 0 ? path[start..] : path[start..slash];
        Key = slash < 0 ? "" : path[(slash + 1)..];
        if (Bucket.Length == 0) throw new FormatException($"it names no bucket: {scheme}bucket/key");
        var wild = Key.IndexOfAny(['*', '?']);
        Prefix = wild < 0 ? Key : Key[..wild];
        if (wild >= 0) pattern = new(Expression(Key), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        IsPattern = wild >= 0 || Key.Length == 0 || Key.EndsWith('/');
    }

    public string Bucket { get; }

    public string Key { get; }

    /// <summary>What every key that fits begins with.</summary>
    public string Prefix { get; }

    /// <summary>Whether it stands for any number of objects.</summary>
    public bool IsPattern { get; }

    /// <summary>Whether a key fits. Keys that end with a slash are how stores draw folders.</summary>
    public bool Fits(string key) => !key.EndsWith('/') && (pattern is null ? key.StartsWith(Prefix, StringComparison.Ordinal) : pattern.IsMatch(key));

    /// <summary>The place of a key in the same bucket.</summary>
    public string PlaceOf(string key) => $"{scheme}{Bucket}/{key}";

    private static string Expression(string glob)
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            if (glob[i] == '?') expression.Append("[^/]");
            else if (glob[i] != '*') expression.Append(Regex.Escape(glob[i].ToString()));
            else if (i + 1 < glob.Length && glob[i + 1] == '*')
            {
                i++;
                expression.Append(".*");
            }
            else
            {
                expression.Append("[^/]*");
            }
        }

        return expression.Append('$').ToString();
    }
}
