namespace Enrollment.Journeys.Tests.Cli;

/// <summary>A command as its users give it.</summary>
/// <param name="Command">Its name, such as <c>audit digest</c>.</param>
/// <param name="Lines">Arguments that are accepted, with names of <see cref="CommandPlaceholders"/> in braces; together they give every
/// option.</param>
/// <param name="Bad">A value that is refused for each option and argument that takes one.</param>
internal sealed record CommandCase(string Command, string[] Lines, params BadValue[] Bad);

/// <param name="Name">The option or argument.</param>
/// <param name="Value">What is wrong with it.</param>
/// <param name="Expected">What the sentence says that was expected.</param>
internal sealed record BadValue(string Name, string Value, string Expected);
