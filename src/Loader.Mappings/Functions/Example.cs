namespace Loader.Mappings.Functions;

/// <summary>A call and what it gives, for the reference; a test executes every one.</summary>
/// <param name="Expression">In the language, without columns.</param>
/// <param name="Expected">The value as JSON, or the code of the problem ("ROW001").</param>
public sealed record Example(string Expression, string Expected);
