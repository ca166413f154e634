using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>What one of an event's objects may hold. Asked before the first row for names and constants, by rows for the rest.</summary>
internal interface IGa4Part
{
    /// <summary>The object's name in the mapping.</summary>
    string Name { get; }

    /// <summary>How many members it may have.</summary>
    int Most { get; }

    /// <summary>What is wrong with a member's name; null when nothing is.</summary>
    Problem? CheckName(string name, string path, Place place);

    /// <summary>What an object (or each object of a list) under this name may hold; null when the name takes single values only.</summary>
    IGa4Part? Inside(string name) => null;

    /// <summary>What is missing when an object has only these members; null when nothing is.</summary>
    Problem? CheckComplete(Func<string, bool> has, string path, Place place) => null;

    /// <summary>What is wrong with a member's value; null when nothing is. A null value is left out and never wrong.</summary>
    Problem? Check(string name, in Value value, string path, Place place);
}
