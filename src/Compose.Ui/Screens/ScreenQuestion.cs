using System.Collections.Immutable;
using Compose.Ui.Model;

namespace Compose.Ui.Screens;

/// <summary>An action that waits for the user's agreement.</summary>
/// <param name="Action">What it does, and for which service.</param>
/// <param name="Command">The words of the command line.</param>
/// <param name="Trial">What it would do; null while that is being found out.</param>
internal sealed record ScreenQuestion(ActionRequest Action, string[] Command, ScreenTrial? Trial);

/// <summary>What an action would do.</summary>
/// <param name="Lines">Nothing when nothing would change.</param>
/// <param name="IsPossible">False when the lines say why it cannot be done.</param>
internal sealed record ScreenTrial(ImmutableArray<string> Lines, bool IsPossible);
