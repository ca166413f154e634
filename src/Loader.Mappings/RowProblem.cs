using Loader.Mappings.Rows;

namespace Loader.Mappings;

/// <summary>One reason why a row was rejected.</summary>
/// <param name="Field">
/// What could not be made: a field of the event (<c>ecommerce.value</c>), <c>key</c>, or a rule (<c>skip.not_paid</c>,
/// <c>reject.negative_total</c>). Null: the row could not be read at all.
/// </param>
/// <param name="Problem">Why.</param>
public sealed record RowProblem(string? Field, Problem Problem);
