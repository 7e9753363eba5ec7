// Package dialogs leads customers through a task. Flows are YAML files that a content author can read; [Load] reads and
// checks them, [New] makes a [bot.Skill] of them.
//
// A flow is a list of steps. Each kind of step is one file with its type, its check and its run; [Kinds] lists them, and a
// program may add its own. What a flow knows lives in the conversation's frames, so a node may die between two turns.
package dialogs
