using RabbitMQ.Client;

namespace Enrollment.Chaos.Publishing;

/// <summary>Another way of sending a message than plainly, which must be taken all the same.</summary>
/// <param name="Change">What is done to the properties.</param>
/// <param name="Body">The bytes that are sent.</param>
internal sealed record OddForm(Action<BasicProperties> Change, byte[] Body);
