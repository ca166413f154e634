using System.Runtime.CompilerServices;

namespace Loader.Tests.Architecture;

/// <summary>Where the sources of the running tests lie.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        // Deterministic builds may replace the path of the source; the folder of the test assembly always lies in the repository.
        for (var folder = File.Exists(here)
            ? Path.GetDirectoryName(here)
            : AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Loader.sln"))) return folder;
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
