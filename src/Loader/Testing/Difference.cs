using Loader.Mappings.Findings;

namespace Loader.Testing;

/// <summary>One way in which a test's rows became something else than expected.</summary>
/// <param name="Field">The field's path; empty where it is the whole outcome.</param>
/// <param name="Expected">What the test says.</param>
/// <param name="Got">What there is.</param>
/// <param name="Place">Where in the mapping it is made; null where nothing makes it.</param>
/// <param name="Hint">What may help.</param>
internal sealed record Difference(string Field, string Expected, string Got, Place? Place, string? Hint = null);
