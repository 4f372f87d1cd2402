"""The wizard as data: steps and questions, declared once and rendered by every interface."""
