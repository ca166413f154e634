namespace Loader.Cli.Words;

/// <summary>
/// How a person types this program's name here. A command line that is shown has to work when it is typed, also after <c>dotnet run</c>, where
/// no <c>loader</c> is on the path.
/// </summary>
internal static class ProgramWord
{
    private const string Usual = "loader";

    /// <param name="process">The running executable.</param>
    /// <param name="path">The variable PATH.</param>
    /// <param name="here">The current folder.</param>
    public static string Of(string? process, string? path, string here)
    {
        if (process is null || Path.GetFileNameWithoutExtension(process) != Usual) return Usual;
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (folders.Any(folder => File.Exists(Path.Combine(folder, Path.GetFileName(process))))) return Usual;
        var near = Path.GetRelativePath(here, process);
        if (near.StartsWith("..", StringComparison.Ordinal)) return ShellWord.Quoted(process);
        return ShellWord.Quoted(near.Contains(Path.DirectorySeparatorChar) ? near : Path.Combine(".", near));
    }
}
