package access

import (
	"net/http"
)

// mostRecords is how much of the audit is shown.
const mostRecords = 200

func (h *House) listAccounts(w http.ResponseWriter, r *http.Request) error {
	all, err := h.Accounts.Accounts(r.Context())
	if err != nil {
		return err
	}
	return answer(w, map[string]any{"accounts": all})
}

// postInvitation makes a link for a new colleague; it is shown once.
func (h *House) postInvitation(w http.ResponseWriter, r *http.Request) error {
	req, err := body[struct {
		Role  Role     `json:"role"`
		Teams []string `json:"teams"`
	}](r)
	if err != nil || !req.Role.valid() {
		return errBody
	}
	return h.hand(w, r, Invitation{Role: req.Role, Teams: req.Teams}, Record{What: "invited", About: string(req.Role)})
}

// postPassword makes a link with which a colleague who forgot the password chooses a new one.
func (h *House) postPassword(w http.ResponseWriter, r *http.Request) error {
	a, err := h.Accounts.Account(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return h.hand(w, r, Invitation{Account: a.ID, Role: a.Role, Teams: a.Teams}, Record{What: "new password", About: a.ID})
}

// hand gives the admin the token of an invitation, and records it.
func (h *House) hand(w http.ResponseWriter, r *http.Request, i Invitation, rec Record) error {
	token, err := h.invite(r.Context(), i, false)
	if err != nil {
		return err
	}
	a, _ := h.Account(r)
	rec.Who = a.ID
	h.record(r.Context(), rec)
	return answer(w, map[string]any{"token": token, "expires": h.Now().Add(invitationFor)})
}

// postDisabled keeps a colleague out, or lets one in again. Nobody can lock out themselves.
func (h *House) postDisabled(w http.ResponseWriter, r *http.Request) error {
	req, err := body[struct {
		Disabled bool `json:"disabled"`
	}](r)
	if err != nil {
		return err
	}
	a, _ := h.Account(r)
	id := r.PathValue("id")
	if id == a.ID {
		problem(w, http.StatusConflict, "you cannot disable yourself")
		return nil
	}
	if err := h.Accounts.Disable(r.Context(), id, req.Disabled); err != nil {
		return err
	}
	what := map[bool]string{true: "disabled", false: "enabled"}[req.Disabled]
	h.record(r.Context(), Record{Who: a.ID, What: what, About: id})
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *House) listAudit(w http.ResponseWriter, r *http.Request) error {
	all, err := h.Audit.Records(r.Context(), mostRecords)
	if err != nil {
		return err
	}
	return answer(w, map[string]any{"records": all})
}
