using System.Globalization;
using Npgsql;

namespace Loader.Sources.Postgres;

/// <summary>A connection as people write it, a URI or keywords, with what a load needs added.</summary>
internal static class ConnectionText
{
    /// <summary>PostgreSQL's names for what Npgsql calls otherwise (PostgreSQL 15, 34.1.2).</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["options"] = "Options",
        ["host"] = "Host",
    };

    /// <exception cref="FormatException">It is neither form; the message quotes nothing of it.</exception>
    public static NpgsqlConnectionStringBuilder Read(string text)
    {
        var builder = IsUri(text) ? OfUri(text) : OfKeywords(text);
        if (!builder.ShouldSerialize("Application Name")) builder.ApplicationName = "loader";

        // Sorting a large result takes as long as it takes before the first row comes.
        if (!builder.ShouldSerialize("Command Timeout")) builder.CommandTimeout = 0;
        if (!builder.ShouldSerialize("Keepalive")) builder.KeepAlive = 30;
        builder.Pooling = false;
        builder.IncludeErrorDetail = false;
        return builder;
    }

    private static bool IsUri(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder OfKeywords(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
#pragma warning disable MA0054 // What the library says may quote the password.
            throw new FormatException("it is neither a URI nor Npgsql's Host=…;Username=…;Password=…;Database=…");
#pragma warning restore MA0054
        }
    }

    private static NpgsqlConnectionStringBuilder OfUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            throw new FormatException("it is not a URI; percent-encode special characters in the password");
        var builder = new NpgsqlConnectionStringBuilder();
        if (uri.Host.Length > 0) builder.Host = uri.Host;
        if (uri.Port > 0) builder.Port = uri.Port;
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        if (uri.AbsolutePath.Length > 1) builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Add(builder, pair);
        return builder;
    }

    private static void Add(NpgsqlConnectionStringBuilder builder, string pair)
    {
        var parts = pair.Split('=', 2);
        var name = Uri.UnescapeDataString(parts[0]);
        var value = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";

        // libpq writes verify-full, Npgsql VerifyFull.
        if (name.Equals("sslmode", StringComparison.OrdinalIgnoreCase)) value = value.Replace("-", "", StringComparison.Ordinal);
        try
        {
            builder[Renamed.GetValueOrDefault(name, name)] = value;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
#pragma warning disable MA0054 // What the library says may quote the password.
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{name}' in its query is not known or has a wrong value"));
#pragma warning restore MA0054
        }
    }
}
