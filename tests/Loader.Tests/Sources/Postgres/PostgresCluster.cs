using System.Diagnostics;
using Npgsql;

namespace Loader.Tests.Sources.Postgres;

/// <summary>A PostgreSQL server of its own for the tests, in a temporary folder, reached through a socket in it. Gone with the test process.</summary>
public sealed class PostgresCluster : IDisposable
{
    public const string Missing = "PostgreSQL is not installed (Debian: apt-get install postgresql); its tests did not run";

    /// <summary>The folder with initdb and postgres, or null where there is none.</summary>
    public static readonly string? Programs = Find();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("loader-pg-");
    private readonly Process? server;

    public PostgresCluster()
    {
        if (Programs is null) return;

        // PostgreSQL refuses to be root. The shell outlives nobody: when this process goes, however, its standard input ends.
        var script =
            $"""
            umask 077; mkdir data && {Programs}/initdb -D data -U loader -A trust -E UTF8 --locale=C --no-sync >initdb.log 2>&1 || exit 1
            {Programs}/postgres -D data -k "$PWD" -c listen_addresses= -c fsync=off -c timezone=America/New_York -c datestyle=German >server.log 2>&1 &
            while read -r line; do :; done; kill -QUIT $!; wait
            """;
        string[] shell = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", "sh", "-c", script] : ["sh", "-c", script];
        if (Environment.UserName == "root") Run("chown", "postgres", folder.FullName);
        server = Process.Start(new ProcessStartInfo(shell[0], shell[1..]) { RedirectStandardInput = true, WorkingDirectory = folder.FullName })!;
        WaitUntilItAnswers();
    }

    public string Connection => $"Host={folder.FullName};Username=loader;Database=postgres";

    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (server is not null)
        {
            server.StandardInput.Close();
            server.WaitForExit();
            server.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private void WaitUntilItAnswers()
    {
        var until = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Execute("select 1");
                return;
            }
            catch (NpgsqlException) when (until.Elapsed < TimeSpan.FromMinutes(5) && !server!.HasExited)
            {
                // It is still starting: ask its own tool, which waits for the answer.
                Run(Path.Combine(Programs!, "pg_isready"), "-q", "-t", "1", "-h", folder.FullName);
            }
        }
    }

    private static void Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words))!;
        process.WaitForExit();
    }

    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var debian = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(name => name, StringComparer.Ordinal).Select(name => Path.Combine(name, "bin"))
            : [];
        return debian.Concat(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));
    }
}
